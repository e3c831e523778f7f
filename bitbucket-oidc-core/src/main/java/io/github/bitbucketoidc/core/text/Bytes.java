package io.github.bitbucketoidc.core.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array at once, at any place. */
public final class Bytes {

    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    public static long littleEndian(byte[] bytes, int at) {
        return (long) LITTLE.get(bytes, at);
    }

    public static void putBigEndian(byte[] bytes, int at, long value) {
        BIG.set(bytes, at, value);
    }
}
