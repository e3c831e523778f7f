package io.github.bitbucketoidc.threats.mutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A guard taken out: one place of one file, found by names and changed by an operator.
 *
 * <p>Nothing of it quotes a line, or names a local variable: whoever renames or formats something inside a method breaks none.
 */
public final class Mutant {

    private final String file;
    private final String label;
    private final UnaryOperator<String> change;

    private Mutant(String file, String label, UnaryOperator<String> change) {
        this.file = file;
        this.label = label;
        this.change = change;
    }

    /**
     * Reads one of the catalogue.
     *
     * @param keys {@code in}, {@code method} or {@code field}, one operator with names, and for some {@code by}
     * @param fileOf finds the source file of a class, from the root of the repository
     * @throws AssertionError unless it is complete and holds nothing else
     */
    public static Mutant of(Map<?, ?> keys, UnaryOperator<String> fileOf) {
        String file = fileOf.apply(String.valueOf(keys.get("in")));
        Operator operator = operator(keys);
        boolean ofField = keys.containsKey("field");
        String member = String.valueOf(keys.get(ofField ? "field" : "method"));
        List<String> names = new ArrayList<>();
        Object named = keys.get(operator.key());
        for (Object name : named instanceof List<?> list ? list : Arrays.asList(named)) {
            names.add(String.valueOf(name));
        }
        String by = String.valueOf(keys.get("by"));
        String type = file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length());
        String label = type + "." + member + ": " + operator.key() + " " + String.join(" ", names)
                + (operator.needsBy() ? " by " + by : "");
        return new Mutant(file, label, source -> {
            Places places = new Places(type, new ParsedSource(file, source));
            Place place = ofField ? places.field(member) : places.method(member);
            return operator.apply(place, names, by);
        });
    }

    private static Operator operator(Map<?, ?> keys) {
        List<Operator> operators = Arrays.stream(Operator.values())
                .filter(operator -> keys.containsKey(operator.key()))
                .toList();
        if (operators.size() != 1) {
            throw refused(keys, "has " + operators.size() + " operators", "give it one of: " + Operator.keys());
        }
        if (keys.containsKey("method") == keys.containsKey("field")) {
            throw refused(keys, "has no method and no field, or both", "name the one that it changes");
        }
        Operator operator = operators.get(0);
        Set<String> expected = new TreeSet<>(List.of("in", operator.key()));
        expected.add(keys.containsKey("method") ? "method" : "field");
        if (operator.needsBy()) {
            expected.add("by");
        }
        if (!keys.keySet().equals(expected)) {
            throw refused(keys, "has other keys than " + expected, "give it exactly these");
        }
        return operator;
    }

    private static AssertionError refused(Map<?, ?> keys, String what, String fix) {
        return new AssertionError("the mutant " + keys + " of the catalogue " + what + "\nfix: " + fix);
    }

    /** The source file, from the root of the repository. */
    public String file() {
        return file;
    }

    /**
     * Returns the source without the guard.
     *
     * @param source what the file holds
     * @throws AssertionError if the names lead to no place, or to several, or if nothing would be different
     */
    public String applyTo(String source) {
        String mutated = change.apply(source);
        if (mutated.equals(source)) {
            throw new AssertionError(
                    "the mutant `" + this + "` of the catalogue changes nothing\nfix: write other code");
        }
        return mutated;
    }

    @Override
    public String toString() {
        return label;
    }
}
