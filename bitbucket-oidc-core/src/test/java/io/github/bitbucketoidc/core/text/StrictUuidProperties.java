package io.github.bitbucketoidc.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Attack row C14 for every character in every place. */
class StrictUuidProperties {

    private static final String FORM = "\\{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";

    @Property(tries = 2000)
    void takesEveryUuid(@ForAll("uuids") UUID uuid) {
        String text = StrictUuid.write(uuid);
        assertThat(StrictUuid.is(text)).isTrue();
        assertThat(StrictUuid.parse(text, 0)).isEqualTo(uuid);
    }

    @Property(tries = 20_000)
    void takesNothingElse(
            @ForAll("uuids") UUID uuid,
            @ForAll @IntRange(max = StrictUuid.LENGTH - 1) int place,
            @ForAll @IntRange(max = 255) int character) {
        StringBuilder text = new StringBuilder(StrictUuid.write(uuid));
        text.setCharAt(place, (char) character);
        assertThat(StrictUuid.is(text.toString()))
                .as(text.toString())
                .isEqualTo(text.toString().matches(FORM));
    }

    @Provide
    Arbitrary<UUID> uuids() {
        return Arbitraries.longs().tuple2().map(halves -> new UUID(halves.get1(), halves.get2()));
    }
}
