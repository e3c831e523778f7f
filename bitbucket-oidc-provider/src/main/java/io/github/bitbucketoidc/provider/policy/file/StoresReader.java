package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import io.github.bitbucketoidc.provider.rules.StoreDefinition;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code stores} and lets each store try its settings. */
final class StoresReader {

    private final Reading reading;
    private final Path baseDirectory;
    private final Policy.StoreOpener opener;

    StoresReader(Reading reading, Path baseDirectory, Policy.StoreOpener opener) {
        this.reading = reading;
        this.baseDirectory = baseDirectory;
        this.opener = opener;
    }

    Map<String, StoreDefinition> read(@Nullable Node node) {
        Map<String, StoreDefinition> stores = new LinkedHashMap<>();
        Node.Fields map = node == null ? null : reading.map(node, "`stores`", "a map from names to stores");
        for (Node.Field field : map == null ? List.<Node.Field>of() : map.fields()) {
            StoreDefinition store = store(field);
            if (store != null) {
                stores.put(field.name(), store);
            }
        }
        return stores;
    }

    private @Nullable StoreDefinition store(Node.Field field) {
        String what = "the store `" + field.name() + "`";
        if (!field.name().matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
            reading.report(
                    field.key(),
                    "a store cannot be called `" + field.name() + "`",
                    "use letters, digits, '-' and '_', beginning with a letter");
        }
        Node.Fields map = reading.map(field.value(), what, "a map such as { type: file, path: secrets }");
        Node typeNode = map == null
                ? null
                : new FieldReader(reading, map).required("type", field.key(), what, "add type: vault, or another type");
        Node.Scalar type = typeNode == null ? null : reading.text(typeNode, "`type`", "the type of the store");
        if (map == null || type == null) {
            return null;
        }
        StoreSettings values = new StoreSettings(reading);
        Map<String, Object> settings = values.of(map);
        StoreDefinition store =
                StoreDefinition.of(field.name(), type.value(), StoreConfig.of(settings, baseDirectory, System::getenv));
        if (!required(map)) {
            store = store.optional();
        }
        if (values.areSound()) {
            attempt(store, field, map);
        }
        return store;
    }

    private boolean required(Node.Fields map) {
        Node.Field field = map.field("required");
        return field == null || reading.flag(field.value(), "`required`", true);
    }

    private void attempt(StoreDefinition store, Node.Field field, Node.Fields map) {
        try {
            opener.open(store);
        } catch (StoreConfigException e) {
            for (StoreConfigException.Problem problem : e.problems()) {
                String path = problem.keyPath().isEmpty() ? "" : ", `" + problem.keyPath() + "`";
                reading.report(
                        StoreSettings.find(field.key(), map, problem.keyPath()),
                        "the store `" + store.name() + "`" + path + ": " + problem.message(),
                        problem.hint());
            }
        }
    }
}
