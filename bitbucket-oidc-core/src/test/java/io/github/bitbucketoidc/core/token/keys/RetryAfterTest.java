package io.github.bitbucketoidc.core.token.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of an issuer's Retry-After is believed. */
class RetryAfterTest {

    private static long millis(int status, String retryAfter, String date) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("Retry-After", List.of(retryAfter));
        if (date != null) {
            headers.put("Date", List.of(date));
        }
        return RetryAfter.millis(status, HttpHeaders.of(headers, (name, value) -> true));
    }

    @ParameterizedTest
    @CsvSource({
        "429,120,120000",
        "503,120,120000",
        "429,0,0",
        "429,999999999,3600000",
        "503,86400,300000",
        "500,120,0",
        "404,120,0",
        "429,-5,0",
        "429,99999999999999999999,0",
        "429,1.5,0",
        "429,soon,0",
        "429,'',0",
        "429,'Mon, 99 Nov 2026 10:00:00 GMT',0"
    })
    void believesSecondsWithinBounds(int status, String retryAfter, long millis) {
        assertThat(millis(status, retryAfter, null)).isEqualTo(millis);
    }

    @Test
    void believesADateByTheIssuersOwnClock() {
        String now = "Mon, 30 Nov 2026 10:00:00 GMT";
        assertThat(millis(429, "Mon, 30 Nov 2026 10:02:00 GMT", now)).isEqualTo(120_000);
        assertThat(millis(429, "Mon, 30 Nov 2026 09:00:00 GMT", now)).isZero();
        assertThat(millis(429, "Mon, 30 Nov 2026 10:02:00 GMT", "no date")).isZero();
        assertThat(millis(503, "Mon, 30 Nov 2099 10:00:00 GMT", null)).isEqualTo(300_000);
    }

    @Test
    void isNothingWhereNothingIsSaid() {
        assertThat(RetryAfter.millis(429, HttpHeaders.of(Map.of(), (name, value) -> true)))
                .isZero();
    }
}
