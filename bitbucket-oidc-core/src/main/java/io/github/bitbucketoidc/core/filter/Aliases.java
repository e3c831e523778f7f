package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The names that a filter may write in place of UUIDs: {@code repository is payments}. Implementations are immutable.
 *
 * <p>In a policy for several workspaces an alias can be bound to a workspace; {@code repository is payments} then means {@code
 * repository is "{..}" and workspace is "{..}"}, so that another workspace's token never fits (attack row C20).
 *
 * @since 0.1.0
 */
public interface Aliases {

    /** What an alias stands for. */
    final class Alias {

        private final UUID uuid;
        private final Optional<UUID> workspace;

        private Alias(UUID uuid, Optional<UUID> workspace) {
            Objects.requireNonNull(uuid, "uuid");
            Objects.requireNonNull(workspace, "workspace");
            this.uuid = uuid;
            this.workspace = workspace;
        }

        /**
         * An alias that counts in every workspace.
         *
         * @param uuid what it stands for
         * @return the alias
         */
        public static Alias of(UUID uuid) {
            return new Alias(uuid, Optional.empty());
        }

        /**
         * An alias that may be bound to a workspace.
         *
         * @param uuid what it stands for
         * @param workspace the workspace that a token must also be of, if there is one
         * @return the alias
         */
        public static Alias of(UUID uuid, Optional<UUID> workspace) {
            return new Alias(uuid, workspace);
        }

        /** {@return the UUID that takes the alias' place} */
        public UUID uuid() {
            return uuid;
        }

        /** {@return the workspace that a token must also be of, if the alias is bound to one} */
        public Optional<UUID> workspace() {
            return workspace;
        }
    }

    /**
     * Looks an alias up.
     *
     * @param word the claim on the left side; only those with UUIDs have aliases
     * @param name the bare word on the value side
     * @return what it stands for, or nothing when there is no such alias of that claim
     */
    Optional<Alias> find(ClaimWord word, String name);

    /**
     * The aliases of a claim, for messages ("did you mean").
     *
     * @param word the claim
     * @return their names
     */
    Set<String> names(ClaimWord word);

    /**
     * No aliases at all.
     *
     * @return an empty set of names
     */
    static Aliases none() {
        return of(Map.of());
    }

    /**
     * Aliases from a table.
     *
     * @param table per claim, what each name stands for
     * @return the aliases
     * @throws IllegalArgumentException if a name cannot be one (see {@link #objection}), if a claim has no UUIDs, or if an alias of
     *     {@code workspace} is itself bound to a workspace
     */
    static Aliases of(Map<ClaimWord, Map<String, Alias>> table) {
        return new AliasTable(table);
    }

    /**
     * Why a name cannot be an alias. A name starts with an ASCII letter or {@code _}, goes on with those, digits, {@code -} and {@code
     * .}, is not a word of the language and does not look like a UUID.
     *
     * @param name the would-be alias
     * @return what is wrong with it, or nothing when it can be one
     */
    static Optional<String> objection(String name) {
        return AliasTable.objection(name);
    }
}
