/**
 * Decrypts files that the tool {@code age} encrypted (age-encryption.org/v1) to X25519 recipients. Needs a library that is optional:
 * {@code AgeDecryption} alone knows it. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.file.age;

import org.jspecify.annotations.NullMarked;
