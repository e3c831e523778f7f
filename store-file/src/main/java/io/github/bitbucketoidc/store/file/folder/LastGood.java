package io.github.bitbucketoidc.store.file.folder;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.files.StillContent;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What each secret of a folder was when its files last held still, for the time in which somebody writes them. Bounded: what was
 * asked for longest ago goes first. Thread-safe.
 */
final class LastGood {

    /** About 100 secrets of a usual answer's size; each is a copy of what is on the disk. */
    static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private static final int MAX_SECRETS = 10_000;

    /** What was seen of a secret; the good one is null if there never was one. */
    private static final class Entry {
        private String seen = "";
        private long seenSince;
        private @Nullable Secret good;
        private int characters;
    }

    private final Map<SecretPath, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final LongSupplier wallMillis;
    private final LongSupplier nanoTime;
    private long characters;

    LastGood(LongSupplier wallMillis, LongSupplier nanoTime) {
        this.wallMillis = wallMillis;
        this.nanoTime = nanoTime;
    }

    /**
     * Whether what was seen has held still for long enough to count: by the dates of its files or, where these are of another
     * clock than ours, because it was seen unchanged for as long.
     */
    synchronized boolean isStill(SecretPath path, FolderSight sight) {
        Duration age = Duration.ofMillis(wallMillis.getAsLong() - sight.newest().toMillis());
        if (age.compareTo(StillContent.USUAL) >= 0) {
            return true;
        }
        Entry entry = entries.computeIfAbsent(path, unknown -> new Entry());
        if (!entry.seen.equals(sight.facts())) {
            entry.seen = sight.facts();
            entry.seenSince = nanoTime.getAsLong();
            shrink();
            return false;
        }
        return nanoTime.getAsLong() - entry.seenSince >= StillContent.USUAL.toNanos();
    }

    /** Remembers a secret that held still, or that there is none any more. */
    synchronized void put(SecretPath path, @Nullable Secret secret) {
        forget(entries.remove(path));
        if (secret == null) {
            return;
        }
        Entry entry = new Entry();
        entry.good = secret;
        entry.characters = size(secret);
        entries.put(path, entry);
        characters += entry.characters;
        shrink();
    }

    synchronized Optional<Secret> get(SecretPath path) {
        return Optional.ofNullable(entries.get(path)).map(entry -> entry.good);
    }

    synchronized void clear() {
        entries.clear();
        characters = 0;
    }

    synchronized long characters() {
        return characters;
    }

    private void shrink() {
        Iterator<Entry> oldest = entries.values().iterator();
        while ((characters > MAX_CHARACTERS || entries.size() > MAX_SECRETS) && oldest.hasNext()) {
            Entry next = oldest.next();
            oldest.remove();
            forget(next);
        }
    }

    private void forget(@Nullable Entry entry) {
        characters -= entry == null ? 0 : entry.characters;
    }

    private static int size(Secret secret) {
        int size = secret.text().map(LastGood::size).orElse(0);
        for (Map.Entry<String, SecretValue> field : secret.fields().entrySet()) {
            size += field.getKey().length() + size(field.getValue());
        }
        return size;
    }

    private static int size(SecretValue value) {
        return value.reveal().length();
    }
}
