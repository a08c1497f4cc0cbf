package kenb.codec.per;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.List;

/// The worked examples of X.691 Annex A: a record without constraints (A.1), extensions on both sides
/// (A.4).
@Tag("W-01")
class X691ExamplesTest {
    private static final String PERSONNEL_ALIGNED =
            "80044a6f686e015005536d6974680133084469726563746f72083139373130393137"
                    + "044d617279015405536d697468020552616c7068015405536d697468083139353731313131"
                    + "05537573616e0142054a6f6e6573083139353930373137";
    private static final String PERSONNEL_UNALIGNED =
            "824adfa3700d005a7b74f4d0026611134f2cb8fa6fe410c5cb762c1cb16e09370f2f20350169edd3d3"
                    + "40102d2c3b386801a80b4f6e9e9a0218b96add8b162c4169f5e787700c20595bf765e610c5cb572c1bb16e";

    @Test
    void personnelRecordInAlignedPer() {
        var john = new kenb.codec.corners.aligned.Name("John", "P", "Smith");
        var record =
                new kenb.codec.corners.aligned.PersonnelRecord(
                        john,
                        51,
                        "Director",
                        "19710917",
                        new kenb.codec.corners.aligned.Name("Mary", "T", "Smith"),
                        List.of(
                                new kenb.codec.corners.aligned.ChildInformation(
                                        new kenb.codec.corners.aligned.Name("Ralph", "T", "Smith"),
                                        "19571111"),
                                new kenb.codec.corners.aligned.ChildInformation(
                                        new kenb.codec.corners.aligned.Name("Susan", "B", "Jones"),
                                        "19590717")));
        assertThat(hex(record.encode())).isEqualTo(PERSONNEL_ALIGNED);
        assertThat(kenb.codec.corners.aligned.PersonnelRecord.decode(octets(PERSONNEL_ALIGNED)))
                .isEqualTo(record);
    }

    @Test
    void personnelRecordInUnalignedPer() {
        var record =
                kenb.codec.corners.unaligned.PersonnelRecord.decode(octets(PERSONNEL_UNALIGNED));
        assertThat(record.name().givenName()).isEqualTo("John");
        assertThat(record.number()).isEqualTo(51);
        assertThat(record.children()).hasSize(2);
        assertThat(record.children().getLast().dateOfBirth()).isEqualTo("19590717");
        assertThat(hex(record.encode())).isEqualTo(PERSONNEL_UNALIGNED);
    }

    @Test
    void extensionsBetweenRootComponentsInAlignedPer() {
        var value =
                new kenb.codec.corners.aligned.Ax(
                        253,
                        true,
                        new kenb.codec.corners.aligned.Ax.C.E(true),
                        null,
                        null,
                        new kenb.codec.corners.aligned.Ax.Ext1("123", true),
                        Extensions.NONE);
        assertThat(hex(value.encode())).isEqualTo("9e000180010291a4");
        var read = kenb.codec.corners.aligned.Ax.decode(octets("9e000180010291a4"));
        assertThat(read.ext1()).isEqualTo(value.ext1());
        assertThat(read.c()).isEqualTo(value.c());
    }

    @Test
    void extensionsBetweenRootComponentsInUnalignedPer() {
        var read = kenb.codec.corners.unaligned.Ax.decode(octets("9e000600040a4690"));
        assertThat(read.a()).isEqualTo(253);
        assertThat(read.ext1()).isEqualTo(new kenb.codec.corners.unaligned.Ax.Ext1("123", true));
        assertThat(hex(read.encode())).isEqualTo("9e000600040a4690");
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }
}
