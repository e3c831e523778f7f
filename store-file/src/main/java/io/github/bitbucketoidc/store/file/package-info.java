/**
 * The store of type {@code file}.
 *
 * <p>Its settings: {@code path} (a file or a folder; required), {@code permissions} ({@code owner}, {@code group} or
 * {@code any}: who else may have access to the files; default {@code owner}), {@code trim: newline} (removes one final
 * newline of each value), {@code allow: missing} (accepts references to what the file does not hold yet) and {@code identity}
 * (opens an encrypted file).
 *
 * <p>A <b>file</b> (YAML, or JSON if its name ends in {@code .json}) maps the whole path of a secret to one text, or to a map
 * of text fields. It is watched: a changed file is taken when two looks at least 500 ms apart show the same bytes and all of
 * it can be read; until then, and when it cannot be read, the last good content is served.
 *
 * <p>A file whose name ends in {@code .age} is one that the tool {@code age} encrypted to X25519 recipients, in binary or as text;
 * the name in front of that says what is inside. {@code identity}, <code>{ file: PATH }</code> or <code>{ env: NAME }</code>, holds
 * the identities that open it, as {@code age-keygen} writes them, and is read anew whenever the file is decrypted. It is decrypted
 * in memory only. This needs the optional artifact {@code com.exceptionfactory.jagged:jagged-x25519}.
 *
 * <p>In a <b>folder</b>, {@code a/b} is a file, which is a plain value, or a folder, whose files are the fields. Each request
 * reads the files anew, through the state that every link had when the request first met it, so that an update that swaps a
 * link (Kubernetes swaps {@code ..data}) is seen whole or not at all. Other updates should replace a file by renaming a
 * complete one over it: a value that is written in place can be read half-written.
 *
 * <pre class="yaml">{@code
 * stores:
 *   local: { type: file, path: secrets.yaml }
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.file;

import org.jspecify.annotations.NullMarked;
