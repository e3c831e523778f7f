package io.github.bitbucketoidc.threats.mutation;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the methods and fields of a source by their names. */
final class Places {

    private final String file;
    private final ParsedSource source;

    Places(String file, ParsedSource source) {
        this.file = file;
        this.source = source;
    }

    /**
     * Returns the one method of the name.
     *
     * @param address {@code admit}; where several have the name, with what they differ in: the class before it
     *     ({@code Builder.check}), the types of the parameters behind it ({@code judge(String, CompactToken)}), or both; a
     *     constructor has the name of its class
     */
    Place method(String address) {
        return place("method", address, member -> member instanceof MethodTree method && method.getBody() != null);
    }

    /** Returns the one field of the name, with its class before it if several have the name. */
    Place field(String address) {
        return place("field", address, member -> member instanceof VariableTree);
    }

    private Place place(String kind, String address, Predicate<Tree> isOfKind) {
        Map<String, Tree> found = new TreeMap<>();
        List<String> there = new ArrayList<>();
        for (ClassTree type : source.classes()) {
            for (Tree member : type.getMembers()) {
                if (isOfKind.test(member)) {
                    String full = type.getSimpleName() + "." + name(type, member);
                    there.add(full);
                    if (isMeant(full, address)) {
                        found.put(full, member);
                    }
                }
            }
        }
        if (found.size() == 1) {
            return new Place(
                    source,
                    file + ", " + kind + " `" + address + "`",
                    found.values().iterator().next());
        }
        throw new AssertionError(file
                + (found.isEmpty()
                        ? " has no " + kind + " `" + address + "`, but " + String.join("; ", there)
                        : " has several `" + address + "`: " + String.join("; ", found.keySet()))
                + "\nfix: write one of these after `" + kind + ":`, as short as still is unique");
    }

    /** Says whether {@code A.b(C, D)} is one of those that {@code b}, {@code A.b} and {@code b(C, D)} stand for. */
    private static boolean isMeant(String full, String address) {
        String wanted = address.replace(" ", "");
        String have = (wanted.contains("(") ? full : full.replaceAll("\\(.*", "")).replace(" ", "");
        return have.equals(wanted) || have.substring(have.indexOf('.') + 1).equals(wanted);
    }

    private static String name(ClassTree type, Tree member) {
        if (member instanceof VariableTree field) {
            return field.getName().toString();
        }
        MethodTree method = (MethodTree) member;
        String name = method.getName().contentEquals("<init>")
                ? type.getSimpleName().toString()
                : method.getName().toString();
        return name
                + method.getParameters().stream()
                        .map(parameter -> parameter.getType().toString().replaceAll("@\\w+\\s*", ""))
                        .map(text -> text.replaceAll("\\s", ""))
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
