package kenb.tools;

import picocli.CommandLine.IVersionProvider;

/// The version of kenb, from its jar, and of the JVM that runs it.
final class Version implements IVersionProvider {
    static String number() {
        var version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "kenb " + number(),
            "JDK " + Runtime.version() + ", " + System.getProperty("java.vm.vendor")
        };
    }
}
