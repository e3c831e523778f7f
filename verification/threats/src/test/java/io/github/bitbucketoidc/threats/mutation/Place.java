package io.github.bitbucketoidc.threats.mutation;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The method or field of a source that a mutant changes, and how to find the one part of it that is meant. */
final class Place {

    private final ParsedSource source;
    private final String title;
    private final Tree declaration;
    private final Set<String> locals = new HashSet<>();

    /**
     * @param title how a message calls it
     * @param declaration a method or a field
     */
    Place(ParsedSource source, String title, Tree declaration) {
        this.source = source;
        this.title = title;
        this.declaration = declaration;
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree variable, Void unused) {
                if (variable != declaration) {
                    locals.add(variable.getName().toString());
                }
                return super.visitVariable(variable, null);
            }
        }.scan(declaration, null);
    }

    ParsedSource source() {
        return source;
    }

    Tree declaration() {
        return declaration;
    }

    /** What is searched: of a method its body only. */
    Tree body() {
        return declaration instanceof MethodTree method ? method.getBody() : declaration;
    }

    boolean isLocal(String name) {
        return locals.contains(name);
    }

    boolean mentions(Tree tree, List<String> names) {
        return tree != null && Names.in(tree, source, locals).containsAll(names);
    }

    /** The parts that fit, without those in which a smaller one does. */
    List<Tree> innermost(Predicate<Tree> fits) {
        List<Tree> found = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void scan(Tree tree, Void unused) {
                int before = found.size();
                super.scan(tree, null);
                if (tree != null && found.size() == before && fits.test(tree)) {
                    found.add(tree);
                }
                return null;
            }
        }.scan(body(), null);
        return found;
    }

    /**
     * Returns the only one.
     *
     * @param kind for example {@code condition}
     * @param all the parts of that kind, which a message shows if none fits
     */
    Tree only(List<Tree> found, String kind, List<String> names, Predicate<Tree> all, Function<Tree, Tree> part) {
        if (found.size() == 1) {
            return found.get(0);
        }
        String wanted = String.join(" and ", names);
        if (found.isEmpty()) {
            List<String> local = names.stream().filter(locals::contains).toList();
            throw failure(
                    "no " + kind + " names " + wanted + "."
                            + (local.isEmpty() ? "" : " Local variables count as no names: " + local + ".")
                            + " There is: " + shown(innermost(all), part),
                    "name what stands there now");
        }
        throw failure(
                "the " + kind + " that names " + wanted + " is ambiguous: " + shown(found, part),
                "add a method, field, constant, type or literal that only one of them names");
    }

    private String shown(List<Tree> trees, Function<Tree, Tree> part) {
        return trees.isEmpty()
                ? "none"
                : trees.stream().map(part).map(source::shown).collect(Collectors.joining("\n  ", "\n  ", ""));
    }

    AssertionError failure(String what, String fix) {
        return new AssertionError(title + ": " + what + "\nfix: " + fix);
    }

    @Override
    public String toString() {
        return title;
    }
}
