package io.github.bitbucketoidc.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with the settings of one store, in the order in which it was found, each thing once. Thread-safe. */
final class ConfigNotes {

    private final Set<StoreConfigException.Problem> problems = new LinkedHashSet<>();

    synchronized void add(String keyPath, String message, String hint) {
        problems.add(new StoreConfigException.Problem(keyPath, message, hint));
    }

    synchronized void addAll(List<StoreConfigException.Problem> more) {
        problems.addAll(more);
    }

    synchronized boolean any() {
        return !problems.isEmpty();
    }

    synchronized List<StoreConfigException.Problem> all() {
        return new ArrayList<>(problems);
    }
}
