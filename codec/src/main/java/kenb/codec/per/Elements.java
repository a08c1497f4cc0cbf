package kenb.codec.per;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/// An immutable list that was read: the elements in an array of their own.
final class Elements<E> extends AbstractList<E> implements RandomAccess {
    private final Object[] elements;
    private final int size;

    private Elements(Object[] elements, int size) {
        this.elements = elements;
        this.size = size;
    }

    /// Takes the array over: nobody may change it afterwards.
    static <E> List<E> of(Object[] elements, int size) {
        return size == 0 ? List.of() : new Elements<>(elements, size);
    }

    @Override
    @SuppressWarnings("unchecked")
    public E get(int index) {
        return (E) elements[Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Object[] toArray() {
        return Arrays.copyOf(elements, size, Object[].class);
    }
}
