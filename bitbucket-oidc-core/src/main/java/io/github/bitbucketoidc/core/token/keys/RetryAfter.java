package io.github.bitbucketoidc.core.token.keys;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * How long an issuer wants to be left alone (RFC 9110, section 10.2.3). Believed within bounds: after 429 for an hour, as long as a
 * quota lasts, after 503 for five minutes, so that a careless maintenance page does not make an outage longer than it is.
 */
final class RetryAfter {

    private static final long LONGEST_QUOTA = 3_600_000;
    private static final long LONGEST_OUTAGE = 300_000;

    private RetryAfter() {}

    /** In milliseconds; 0 if nothing was said that counts. */
    static long millis(int status, HttpHeaders headers) {
        if (status != 429 && status != 503) {
            return 0;
        }
        long said = headers.firstValue("Retry-After")
                .map(text -> read(text.strip(), headers))
                .orElse(0L);
        return Math.min(Math.max(0, said), status == 429 ? LONGEST_QUOTA : LONGEST_OUTAGE);
    }

    private static long read(String text, HttpHeaders headers) {
        if (!text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.parseLong(text) * 1_000;
        }
        try {
            // By the issuer's own clock, where it says what that shows.
            Instant now = headers.firstValue("Date").map(RetryAfter::date).orElseGet(Instant::now);
            return Duration.between(now, date(text)).toMillis();
        } catch (DateTimeException | ArithmeticException e) {
            return 0;
        }
    }

    private static Instant date(String text) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
    }
}
