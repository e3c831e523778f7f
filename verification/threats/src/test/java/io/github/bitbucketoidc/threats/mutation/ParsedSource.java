package io.github.bitbucketoidc.threats.mutation;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;

/** A source file as the compiler of the JDK reads it: what it declares, and where in the text each part stands. */
final class ParsedSource {

    private final String text;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<ClassTree> classes = new ArrayList<>();
    private final Set<String> fields = new HashSet<>();

    ParsedSource(String file, String text) {
        this.text = text;
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, List.of(new SourceText(file, text)));
        try {
            unit = task.parse().iterator().next();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        positions = Trees.instance(task).getSourcePositions();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void unused) {
                classes.add(type);
                for (Tree member : type.getMembers()) {
                    if (member instanceof VariableTree field) {
                        fields.add(field.getName().toString());
                    }
                }
                return super.visitClass(type, null);
            }
        }.scan(unit, null);
    }

    List<ClassTree> classes() {
        return classes;
    }

    /** Says whether one of its classes has a field, a component or a constant of the name. */
    boolean hasField(String name) {
        return fields.contains(name);
    }

    String text() {
        return text;
    }

    String textOf(Tree tree) {
        return text.substring(start(tree), end(tree));
    }

    int start(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    int end(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }

    /** The tree as a message shows it: its line, and how it begins. */
    String shown(Tree tree) {
        String whole = textOf(tree).replaceAll("\\s+", " ");
        return "line " + unit.getLineMap().getLineNumber(start(tree)) + ": "
                + (whole.length() > 90 ? whole.substring(0, 90) + "..." : whole);
    }

    /** The whole text with other text where the tree stands. */
    String with(Tree tree, String other) {
        return with(start(tree), end(tree), other);
    }

    String with(int start, int end, String other) {
        return text.substring(0, start) + other + text.substring(end);
    }
}
