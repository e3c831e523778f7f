package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.core.text.DurationText;
import io.github.bitbucketoidc.provider.names.SettingLimits;
import io.github.bitbucketoidc.provider.names.VariableNames;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import io.github.bitbucketoidc.provider.rules.PolicySettings;
import io.github.bitbucketoidc.provider.rules.PolicySettings.Masking;
import io.github.bitbucketoidc.provider.rules.PolicySettings.NothingGranted;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code settings}. */
final class SettingsReader {

    private final Reading reading;

    SettingsReader(Reading reading) {
        this.reading = reading;
    }

    PolicySettings read(@Nullable Node node) {
        PolicySettings defaults = PolicySettings.defaults();
        Node.Fields map = node == null ? null : reading.map(node, "`settings`", "a map of settings");
        if (map == null) {
            return defaults;
        }
        FieldReader fields = new FieldReader(reading, map);
        PolicySettings.Builder settings = PolicySettings.builder()
                .skew(duration(fields, "skew", defaults.skew(), Duration.ZERO, SettingLimits.MAX_SKEW))
                .maxLifetime(duration(
                        fields,
                        "max-lifetime",
                        defaults.maxLifetime(),
                        SettingLimits.MIN_LIFETIME,
                        SettingLimits.MAX_LIFETIME));
        age(fields).ifPresent(settings::maxAge);
        settings.deadline(duration(
                        fields,
                        "deadline",
                        defaults.deadline(),
                        SettingLimits.MIN_DEADLINE,
                        SettingLimits.MAX_DEADLINE))
                .nothingGranted(choice(fields, "nothing-granted", NothingGranted.values(), defaults.nothingGranted()))
                .masking(choice(fields, "masking", Masking.values(), defaults.masking()))
                .allowNames(names(fields))
                .budget(budget(fields, defaults.budget()));
        fields.done("`settings`");
        return settings.build();
    }

    private Optional<Duration> age(FieldReader fields) {
        Duration none = Duration.ZERO;
        Duration read = duration(fields, "max-age", none, SettingLimits.MIN_LIFETIME, SettingLimits.MAX_LIFETIME);
        return read.equals(none) ? Optional.empty() : Optional.of(read);
    }

    private Duration duration(FieldReader fields, String key, Duration fallback, Duration least, Duration most) {
        Node node = fields.value(key);
        String expected =
                "a duration such as " + DurationText.print(fallback.isZero() ? Duration.ofHours(1) : fallback);
        Node.Scalar text = node == null ? null : reading.text(node, "`" + key + "`", expected);
        if (text == null) {
            return fallback;
        }
        Optional<Duration> duration = DurationText.parse(text.value());
        if (duration.isEmpty()) {
            reading.report(
                    text, "`" + key + "` is not a duration", "write a number and ms, s, m, h or d, for example 30s");
            return fallback;
        }
        if (duration.get().compareTo(least) < 0 || duration.get().compareTo(most) > 0) {
            reading.report(
                    text,
                    "`" + key + "` is out of its bounds",
                    "from " + DurationText.print(least) + " to " + DurationText.print(most));
            return fallback;
        }
        return duration.get();
    }

    private <E extends Enum<E>> E choice(FieldReader fields, String key, E[] choices, E fallback) {
        Node node = fields.value(key);
        List<String> words = Stream.of(choices)
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .toList();
        String expected = "`" + String.join("` or `", words) + "`";
        Node.Scalar text = node == null ? null : reading.text(node, "`" + key + "`", expected);
        if (text == null) {
            return fallback;
        }
        int chosen = words.indexOf(text.value());
        if (chosen < 0) {
            reading.report(text, "`" + key + "` is neither " + String.join(" nor ", words), "write " + expected);
            return fallback;
        }
        return choices[chosen];
    }

    private Set<String> names(FieldReader fields) {
        Node node = fields.value("allow-names");
        List<Node.Scalar> texts =
                node == null ? null : reading.texts(node, "`allow-names`", "a list of variable names");
        Set<String> names = new LinkedHashSet<>();
        for (Node.Scalar text : texts == null ? List.<Node.Scalar>of() : texts) {
            if (VariableNames.check(text.value(), Set.of(text.value())).isPresent()) {
                reading.report(
                        text,
                        "no variable can be called `" + text.value() + "`",
                        "`allow-names` takes the exact names of reserved variables, for example GIT_TOKEN");
            } else {
                names.add(text.value());
            }
        }
        return names;
    }

    private int budget(FieldReader fields, int fallback) {
        Node node = fields.value("budget");
        if (node == null) {
            return fallback;
        }
        String expected = "a number of characters such as 50000";
        if (!(node instanceof Node.Scalar scalar) || !scalar.value().matches("[0-9]+([ ]?Ki?B?)?")) {
            if (node instanceof Node.Scalar text && text.isText()) {
                reading.report(text, "`budget` is not a size", "write " + expected + ", or 50KB");
            } else {
                reading.wrongKind(node, "`budget`", expected);
            }
            return fallback;
        }
        String digits = scalar.value().replaceAll("[^0-9]", "");
        long factor = digits.length() == scalar.value().length() ? 1 : 1024;
        long budget = digits.length() > 9 ? Long.MAX_VALUE : Long.parseLong(digits) * factor;
        if (budget < 1 || budget > SettingLimits.MAX_BUDGET) {
            reading.report(
                    scalar,
                    "`budget` is out of its bounds",
                    "from 1 to " + SettingLimits.MAX_BUDGET + " characters; a runner takes no more");
            return fallback;
        }
        return (int) budget;
    }
}
