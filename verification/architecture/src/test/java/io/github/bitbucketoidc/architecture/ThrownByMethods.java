package io.github.bitbucketoidc.architecture;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds what the methods that users may call throw without saying so. Reads sources only: what a method throws is what stands in it
 * and in the methods of the same class that it calls, outside of {@code try} and of lambdas. A {@code NullPointerException} is
 * left out, as each package says once when there is one.
 */
final class ThrownByMethods {

    private ThrownByMethods() {}

    /** Each method and exception, as {@code File.java:method throws Exception}. */
    static List<String> unsaid(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(unit, trees, found).scan(unit, null);
            }
        }
        return found;
    }

    /** Walks one file. */
    private static final class Reader extends TreePathScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final List<String> found;

        Reader(CompilationUnitTree unit, DocTrees trees, List<String> found) {
            this.unit = unit;
            this.trees = trees;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            if (type.getKind() != Tree.Kind.INTERFACE
                    && !type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                return null; // and nothing in it either
            }
            Map<String, Body> bodies = new HashMap<>();
            for (Tree member : type.getMembers()) {
                if (member instanceof MethodTree method) {
                    String key = key(
                            method.getName().toString(), method.getParameters().size());
                    bodies.computeIfAbsent(key, name -> new Body()).read(method);
                }
            }
            for (Tree member : type.getMembers()) {
                if (member instanceof MethodTree method && isForUsers(method)) {
                    Set<String> thrown = new TreeSet<>();
                    Body own = new Body();
                    own.read(method);
                    own.collect(bodies, thrown, new HashSet<>());
                    method.getThrows().forEach(name -> thrown.add(name.toString()));
                    thrown.removeAll(said(new TreePath(getCurrentPath(), method)));
                    thrown.remove("NullPointerException");
                    thrown.forEach(name -> found.add(file() + ":" + method.getName() + " throws " + name));
                }
            }
            return super.visitClass(type, null);
        }

        private String file() {
            return String.valueOf(Path.of(unit.getSourceFile().toUri()).getFileName());
        }

        /** Methods that override another one may have its documentation. */
        private static boolean isForUsers(MethodTree method) {
            Set<Modifier> flags = method.getModifiers().getFlags();
            boolean visible = flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED);
            return visible
                    && method.getModifiers().getAnnotations().stream()
                            .noneMatch(annotation ->
                                    annotation.getAnnotationType().toString().equals("Override"));
        }

        private Set<String> said(TreePath method) {
            Set<String> names = new HashSet<>();
            DocCommentTree comment = trees.getDocCommentTree(method);
            if (comment != null) {
                for (DocTree tag : comment.getBlockTags()) {
                    if (tag instanceof ThrowsTree thrown) {
                        names.add(thrown.getExceptionName().toString());
                    }
                }
            }
            return names;
        }
    }

    private static String key(String method, int parameters) {
        return method + "/" + parameters;
    }

    /** What stands in the methods of one name and number of parameters. */
    private static final class Body extends TreeScanner<Void, Void> {

        private final Set<String> thrown = new HashSet<>();
        private final Set<String> made = new HashSet<>();
        private final Set<String> called = new HashSet<>();
        private final Set<String> returned = new HashSet<>();

        void read(MethodTree method) {
            if (method.getReturnType() != null) {
                returned.add(method.getReturnType().toString());
            }
            scan(method.getBody(), null);
        }

        void collect(Map<String, Body> bodies, Set<String> all, Set<String> seen) {
            all.addAll(thrown);
            for (String name : made) {
                if (bodies.containsKey(name)) {
                    bodies.get(name).returned.stream()
                            .filter(type -> type.endsWith("Exception"))
                            .forEach(all::add);
                }
            }
            for (String name : called) {
                if (bodies.containsKey(name) && seen.add(name)) {
                    bodies.get(name).collect(bodies, all, seen);
                }
            }
        }

        @Override
        public Void visitThrow(ThrowTree tree, Void none) {
            ExpressionTree what = tree.getExpression();
            if (what instanceof NewClassTree exception) {
                thrown.add(exception.getIdentifier().toString());
            } else if (what instanceof MethodInvocationTree call) {
                made.add(key(
                        call.getMethodSelect().toString(), call.getArguments().size()));
            }
            return super.visitThrow(tree, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
            if (call.getMethodSelect() instanceof IdentifierTree name) {
                called.add(key(name.getName().toString(), call.getArguments().size()));
            }
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public Void visitTry(TryTree guarded, Void none) {
            scan(guarded.getCatches(), null); // what is thrown inside may be caught
            return null;
        }

        /** That every Java platform has what it must have needs no word. */
        @Override
        public Void visitCatch(CatchTree caught, Void none) {
            boolean impossible = List.of("NoSuchAlgorithmException", "GeneralSecurityException")
                    .contains(caught.getParameter().getType().toString());
            return impossible ? null : super.visitCatch(caught, null);
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree later, Void none) {
            return null;
        }

        @Override
        public Void visitClass(ClassTree inner, Void none) {
            return null;
        }
    }
}
