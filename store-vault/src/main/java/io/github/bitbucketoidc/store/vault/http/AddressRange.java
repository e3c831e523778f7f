package io.github.bitbucketoidc.store.vault.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** A range of IP addresses such as {@code 10.0.0.0/8}. Immutable. */
final class AddressRange {

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    static Optional<AddressRange> of(String address, String bits) {
        Optional<byte[]> network = literal(address);
        if (network.isEmpty() || !bits.matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int length = Integer.parseInt(bits);
        return length > network.get().length * 8
                ? Optional.empty()
                : Optional.of(new AddressRange(network.get(), length));
    }

    /** Only what is an address already: nobody is asked what a name stands for. */
    private static Optional<byte[]> literal(String text) {
        if (!text.matches("[0-9.]+") && text.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException notOne) {
            return Optional.empty();
        }
    }

    boolean holds(String host) {
        Optional<byte[]> address = literal(host);
        if (address.isEmpty() || address.get().length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address.get()[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
