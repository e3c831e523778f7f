package io.github.bitbucketoidc.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is wrong with the settings of one store, in the order in which it was found, each thing once. Thread-safe. */
final class ConfigNotes {

    private final Set<StoreConfigException.Problem> problems = new LinkedHashSet<>();
    private final boolean settingsOnly;
    private boolean lasting;
    private boolean unread;

    ConfigNotes(boolean settingsOnly) {
        this.settingsOnly = settingsOnly;
    }

    /** The store went on with a value that stands for one that was not read. */
    synchronized void unread() {
        unread = true;
    }

    /** Whether what a store fails with may be due to a value that stands for another one. */
    synchronized boolean excuse() {
        return settingsOnly && unread && problems.isEmpty();
    }

    synchronized void add(String keyPath, String message, String hint) {
        problems.add(StoreConfigException.Problem.of(keyPath, message, hint));
        lasting = true;
    }

    /** Something that may be right by itself a moment later. */
    synchronized void addPassing(String keyPath, String message, String hint) {
        problems.add(StoreConfigException.Problem.of(keyPath, message, hint));
    }

    synchronized StoreConfigException refusal() {
        return new StoreConfigException(new ArrayList<>(problems), !lasting);
    }

    synchronized void addAll(StoreConfigException more) {
        problems.addAll(more.problems());
        lasting |= !more.mayPass();
    }

    synchronized boolean any() {
        return !problems.isEmpty();
    }

    /** Throws if there is anything; if only the settings are checked, also if there is nothing. */
    synchronized void refuse() {
        if (any()) {
            throw refusal();
        }
        if (settingsOnly) {
            throw new SoundSettings();
        }
    }
}
