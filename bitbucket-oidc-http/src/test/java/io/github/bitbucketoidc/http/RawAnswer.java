package io.github.bitbucketoidc.http;

import java.util.Map;

/** An answer as it came over the wire; header names in any letter case. */
record RawAnswer(int status, Map<String, String> headers, String text) {}
