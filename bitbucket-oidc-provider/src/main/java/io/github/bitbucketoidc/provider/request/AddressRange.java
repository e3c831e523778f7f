package io.github.bitbucketoidc.provider.request;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address with a prefix length, for example {@code 10.0.0.0/8}. Never looks a name up. */
public final class AddressRange {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]+");

    private final byte[] address;
    private final int prefix;

    private AddressRange(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> refused(text))
                .getAddress();
        int bits = address.length * 8;
        if (slash < 0) {
            return new AddressRange(address, bits);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
            throw refused(text);
        }
        return new AddressRange(address, Integer.parseInt(length));
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "trustedProxies: write an IP address or a range such as 10.0.0.0/8 or ::1, not \"" + text + "\"");
    }

    boolean holds(InetAddress candidate) {
        byte[] other = candidate.getAddress();
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += 8) {
            int mask = prefix - bit >= 8 ? 0xff : 0xff << (8 - (prefix - bit)) & 0xff;
            if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** An address written in digits; an IPv4 address inside IPv6 is the IPv4 address. */
    static Optional<InetAddress> address(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        if (!isIpv4(bare) && !looksLikeIpv6(bare)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare)); // digits only, see above: no name service is asked
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    private static boolean looksLikeIpv6(String text) {
        return text.length() <= 45
                && text.indexOf(':') >= 0
                && IPV6.matcher(text).matches()
                && text.charAt(0) != '.';
    }
}
