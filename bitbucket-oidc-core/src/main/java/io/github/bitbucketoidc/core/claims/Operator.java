package io.github.bitbucketoidc.core.claims;

import io.github.bitbucketoidc.core.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What can be asked about a claim, in the order in which messages list it. */
enum Operator {
    IS("is"),
    IN("in"),
    LIKE("like"),
    HAS("has"),
    PRESENT("is present"),
    ABSENT("is absent");

    private final String text;

    Operator(String text) {
        this.text = text;
    }

    /** Some operators as a sentence has them: {@code `is`, `in` or `like`}. */
    static String list(Set<Operator> operators) {
        List<String> names = new ArrayList<>();
        operators.forEach(operator -> names.add(operator.toString()));
        return Suggestions.either(names);
    }

    /** The words in back quotes, as messages show them. */
    @Override
    public String toString() {
        return '`' + text + '`';
    }
}
