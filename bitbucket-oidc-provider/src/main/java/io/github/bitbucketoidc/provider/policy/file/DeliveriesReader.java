package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.provider.names.ReferenceException;
import io.github.bitbucketoidc.provider.names.Suggestions;
import io.github.bitbucketoidc.provider.names.VariableNames;
import io.github.bitbucketoidc.provider.policy.check.FilePosition;
import io.github.bitbucketoidc.provider.policy.check.VariableRules;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import io.github.bitbucketoidc.provider.rules.Delivery;
import io.github.bitbucketoidc.provider.rules.SecretRef;
import io.github.bitbucketoidc.store.SecretReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads what a grant delivers (attack rows H3, H4, R17, W6). */
final class DeliveriesReader {

    /** What could be read, where each stands, and whether every reference could. */
    record Delivered(List<Delivery> list, List<FilePosition> positions, boolean complete) {}

    private static final UUID SAMPLE = new UUID(0, 0);

    private final Reading reading;
    private final @Nullable Set<String> stores;
    private final Set<String> allowed;
    private final BiFunction<String, SecretReference, Optional<String>> validator;
    private final WildcardReader wildcards;

    /** Without stores every name of one is taken: their section was refused as a whole. */
    DeliveriesReader(
            Reading reading,
            @Nullable Set<String> stores,
            Set<String> allowed,
            BiFunction<String, SecretReference, Optional<String>> validator) {
        this.reading = reading;
        this.stores = stores;
        this.allowed = allowed;
        this.validator = validator;
        this.wildcards = new WildcardReader(reading, allowed);
    }

    @Nullable
    Delivered read(Node node) {
        Node.Fields map = reading.map(node, "`deliver`", "a map such as { VARIABLE: store:path#field }");
        if (map == null) {
            return null;
        }
        if (map.fields().isEmpty()) {
            reading.report(map, "`deliver` must not be empty", "add VARIABLE: store:path#field");
            return null;
        }
        List<Delivery> list = new ArrayList<>(map.fields().size());
        List<FilePosition> positions = new ArrayList<>(map.fields().size());
        Map<String, Node.Scalar> folded = new HashMap<>();
        boolean complete = true;
        for (Node.Field field : map.fields()) {
            boolean named = checkName(field.key());
            Node.Scalar twin =
                    map.fields().size() == 1 ? null : folded.putIfAbsent(VariableNames.fold(field.name()), field.key());
            if (twin != null) {
                reading.report(
                        field.key(),
                        "`" + field.name() + "` and `" + twin.value() + "` of line " + twin.line()
                                + " differ in letter case only",
                        "a runner on Windows takes them for one: rename one of them");
            }
            boolean wildcard = field.name().indexOf('*') >= 0;
            WildcardReader.Wildcard bound =
                    field.value() instanceof Node.Fields longForm && (wildcard || WildcardReader.isLongForm(longForm))
                            ? wildcards.read(field, longForm, wildcard)
                            : new WildcardReader.Wildcard(field.value(), List.of(), false, true);
            SecretRef ref = bound.from() == null ? null : reference(field, bound.from());
            complete &= ref != null;
            if (ref != null && named && bound.sound() && checkWildcard(field, ref, bound)) {
                list.add(delivery(field.name(), ref, bound));
                positions.add(field.key().position());
            }
        }
        return new Delivered(list, positions, complete);
    }

    private static Delivery delivery(String name, SecretRef ref, WildcardReader.Wildcard bound) {
        if (bound.anyName()) {
            return Delivery.anyName(name, ref);
        }
        return bound.only().isEmpty() ? Delivery.of(name, ref) : Delivery.only(name, ref, bound.only());
    }

    private boolean checkWildcard(Node.Field field, SecretRef ref, WildcardReader.Wildcard bound) {
        if (field.name().indexOf('*') < 0) {
            return true;
        }
        if (ref.field().isEmpty()) {
            boolean bounded = !field.name().startsWith("*") || !bound.only().isEmpty() || bound.anyName();
            if (!bounded) {
                wildcards.refuseUnbounded(field, ref.toString());
            }
            return bounded;
        }
        reading.report(
                bound.from() == null ? field.value() : bound.from(),
                "`" + field.name() + "` stands for all fields of a secret, and this names one of them",
                "remove the `*` from the name, or `#" + ref.field().get() + "` from the reference");
        return false;
    }

    private boolean checkName(Node.Scalar key) {
        Optional<VariableRules.Fault> fault = VariableRules.fault(key.value(), allowed);
        fault.ifPresent(found -> reading.report(key, found.message(), found.hint()));
        return fault.isEmpty();
    }

    private @Nullable SecretRef reference(Node.Field field, Node from) {
        Node.Scalar text = reading.text(
                from, from == field.value() ? "`" + field.name() + "`" : "`from`", "a reference store:path#field");
        if (text == null) {
            return null;
        }
        SecretRef ref;
        try {
            ref = SecretRef.parse(text.value());
        } catch (ReferenceException e) {
            reading.report(text, e.offset(), String.valueOf(e.getMessage()), e.hint());
            return null;
        }
        if (stores != null && !stores.contains(ref.store())) {
            reading.report(text, "there is no store `" + ref.store() + "`", Suggestions.hint(ref.store(), stores));
        }
        validator
                .apply(ref.store(), asTheStoreSees(ref, field.name().indexOf('*') >= 0))
                .ifPresent(problem ->
                        reading.report(text, "the store `" + ref.store() + "` refuses this: " + problem, ""));
        return ref;
    }

    private static SecretReference asTheStoreSees(SecretRef ref, boolean everyField) {
        SecretReference whole = SecretReference.to(ref.secret(word -> SAMPLE));
        SecretReference part =
                ref.field().map(whole::withField).orElseGet(() -> everyField ? whole.withEveryField() : whole);
        return ref.placeholders().isEmpty() ? part : part.asTemplate();
    }
}
