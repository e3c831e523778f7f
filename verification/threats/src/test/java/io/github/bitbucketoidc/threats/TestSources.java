package io.github.bitbucketoidc.threats;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Finds the tests that are tied to a row, in the test sources of all modules; needs nothing compiled. */
final class TestSources {

    private TestSources() {}

    static List<RowTest> read() {
        Path root = Repository.root();
        try {
            List<Path> tests = Repository.javaFiles(root).stream()
                    .filter(file -> root.relativize(file).toString().contains("src/test/java"))
                    .filter(file -> holds(file, "@Row("))
                    .toList();
            return parse(root, tests);
        } catch (IOException unreadable) {
            throw new AssertionError("the test sources cannot be read", unreadable);
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException unreadable) {
            throw new AssertionError(file + " cannot be read", unreadable);
        }
    }

    private static List<RowTest> parse(Path root, List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<RowTest> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            Trees trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Finder(root, unit, trees, found).scan(unit, "");
            }
        }
        found.sort(Comparator.comparing(RowTest::file).thenComparing(RowTest::line));
        return found;
    }

    /** Walks one file; what it carries is the binary name of the class around. */
    private static final class Finder extends TreeScanner<Void, String> {

        private final CompilationUnitTree unit;
        private final Trees trees;
        private final List<RowTest> found;
        private final String file;
        private final String text;

        Finder(Path root, CompilationUnitTree unit, Trees trees, List<RowTest> found) throws IOException {
            this.unit = unit;
            this.trees = trees;
            this.found = found;
            this.file = root.relativize(Path.of(unit.getSourceFile().toUri())).toString();
            this.text = unit.getSourceFile().getCharContent(true).toString();
        }

        @Override
        public Void visitClass(ClassTree type, String outer) {
            String name = outer.isEmpty()
                    ? unit.getPackageName() + "." + type.getSimpleName()
                    : outer + '$' + type.getSimpleName();
            return super.visitClass(type, name);
        }

        @Override
        public Void visitMethod(MethodTree method, String type) {
            for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
                if (annotation.getAnnotationType().toString().equals("Row")) {
                    List<String> rows = new ArrayList<>();
                    new TreeScanner<Void, Void>() {
                        @Override
                        public Void visitLiteral(LiteralTree literal, Void none) {
                            rows.add(String.valueOf(literal.getValue()));
                            return null;
                        }
                    }.scan(annotation.getArguments(), null);
                    long start = trees.getSourcePositions().getStartPosition(unit, method);
                    long line = unit.getLineMap().getLineNumber(start);
                    String name = method.getName().toString();
                    found.add(new RowTest(List.copyOf(rows), file, line, type, name, text));
                }
            }
            return super.visitMethod(method, type);
        }
    }
}
