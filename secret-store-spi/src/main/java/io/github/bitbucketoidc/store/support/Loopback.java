package io.github.bitbucketoidc.store.support;

import java.util.regex.Pattern;

/**
 * Whether a host is this machine, by its spelling: nobody is asked what a name stands for. Plain HTTP is accepted for such hosts only,
 * and no proxy is on the way to them. Stateless.
 *
 * @since 0.1.0
 */
public final class Loopback {

    /** Whole and in digits: {@code 127.evil.example} is somebody's host name. No leading zeros, which some read as octal. */
    private static final Pattern IPV4 = Pattern.compile("127(\\.(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])){3}");

    private Loopback() {}

    /**
     * Whether a host is this machine.
     *
     * @param host a name or an address, in lower case; an IPv6 address with brackets or without
     * @return {@code true} for {@code localhost}, {@code 127.0.0.0/8} and {@code ::1}
     */
    public static boolean isHost(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || IPV4.matcher(host).matches();
    }
}
