package io.github.bitbucketoidc.threats.mutation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The ways to take a guard out.
 *
 * <p>In the catalogue each is a key; its value are the names that lead to the one place that is meant, or else the code.
 */
enum Operator {
    /** A condition is looked at, and does not hold. */
    NEVER(false),

    /** A condition is looked at, and holds. */
    ALWAYS(false),

    /** Another condition, or another thing that a {@code switch} looks at: the code after {@code by}. */
    CONDITION(true),

    /** One side of {@code &&} or {@code ||} is not there, or some labels of a {@code case}. */
    WITHOUT(false),

    /** A statement is not there. */
    DROP(false),

    /** The code after {@code by} stands for the smallest expression with these names. */
    REPLACE(true),

    /** The sign after {@code by} stands for the sign that is named first. */
    SIGN(true),

    /** The code after {@code by} stands behind the arrow of a case. */
    CASE(true),

    /** A catch catches only the type after {@code by}. */
    CATCH(true),

    /** The method does nothing but return this code. */
    RETURNS(false),

    /** The field begins with this value. */
    VALUE(false),

    /** The member is {@code public}, or {@code static}. */
    MODIFIER(false);

    private final boolean needsBy;

    Operator(boolean needsBy) {
        this.needsBy = needsBy;
    }

    boolean needsBy() {
        return needsBy;
    }

    /** Its key in the catalogue. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String keys() {
        return Arrays.stream(values()).map(Operator::key).collect(Collectors.joining(", "));
    }

    /** Returns the source of the place, changed. */
    String apply(Place place, List<String> names, String by) {
        return switch (this) {
            case NEVER -> Conditions.change(place, names, "$$ && false");
            case ALWAYS -> Conditions.change(place, names, "$$ || true");
            case CONDITION -> Conditions.changeAny(place, names, by);
            case WITHOUT -> Operands.without(place, names);
            case DROP -> Parts.drop(place, names);
            case REPLACE -> Parts.replace(place, names, by);
            case SIGN -> Parts.sign(place, names, by);
            case CASE -> Parts.label(place, names, by);
            case CATCH -> Parts.caught(place, names, by);
            case RETURNS -> Declarations.returns(place, names.get(0));
            case VALUE -> Declarations.value(place, names.get(0));
            case MODIFIER -> Declarations.modifier(place, names.get(0));
        };
    }
}
