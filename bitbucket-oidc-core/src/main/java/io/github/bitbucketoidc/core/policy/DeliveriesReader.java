package io.github.bitbucketoidc.core.policy;

import io.github.bitbucketoidc.store.SecretId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads what a grant delivers (attack rows H3, H4, R17). */
final class DeliveriesReader {

    /** What could be read, where each stands, and whether every reference could. */
    record Delivered(List<Delivery> list, List<Place> places, boolean complete) {}

    private static final UUID SAMPLE = new UUID(0, 0);

    private final Reading reading;
    private final @Nullable Set<String> stores;
    private final Set<String> allowed;
    private final BiFunction<String, SecretId, Optional<String>> problems;

    /** Without stores every name of one is taken: their section was refused as a whole. */
    DeliveriesReader(
            Reading reading,
            @Nullable Set<String> stores,
            Set<String> allowed,
            BiFunction<String, SecretId, Optional<String>> problems) {
        this.reading = reading;
        this.stores = stores;
        this.allowed = allowed;
        this.problems = problems;
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
        List<Place> places = new ArrayList<>(map.fields().size());
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
            SecretRef ref = reference(field);
            complete &= ref != null;
            if (ref != null && named && checkWildcard(field, ref)) {
                list.add(new Delivery(field.name(), ref));
                places.add(field.key().place());
            }
        }
        return new Delivered(list, places, complete);
    }

    private boolean checkWildcard(Node.Field field, SecretRef ref) {
        if (field.name().indexOf('*') < 0 || ref.field().isEmpty()) {
            return true;
        }
        reading.report(
                field.value(),
                "`" + field.name() + "` stands for all fields of a secret, and this names one of them",
                "remove the `*` from the name, or `#" + ref.field().get() + "` from the reference");
        return false;
    }

    private boolean checkName(Node.Scalar key) {
        Optional<VariableRules.Fault> fault = VariableRules.fault(key.value(), allowed);
        fault.ifPresent(found -> reading.report(key, found.message(), found.hint()));
        return fault.isEmpty();
    }

    private @Nullable SecretRef reference(Node.Field field) {
        Node.Scalar text = reading.text(field.value(), "`" + field.name() + "`", "a reference store:path#field");
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
        problems.apply(ref.store(), ref.secret(word -> SAMPLE))
                .ifPresent(problem ->
                        reading.report(text, "the store `" + ref.store() + "` can never read this: " + problem, ""));
        return ref;
    }
}
