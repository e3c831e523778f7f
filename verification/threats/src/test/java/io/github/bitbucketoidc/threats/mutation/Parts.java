package io.github.bitbucketoidc.threats.mutation;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Statements, expressions, signs, cases and catches: what is written differently where the names lead to. */
final class Parts {

    private Parts() {}

    /** The statement is not there. */
    static String drop(Place place, List<String> names) {
        Tree statement = one(place, "statement", names, ExpressionStatementTree.class);
        return place.source().with(statement, "{}");
    }

    /** Other code stands for the smallest expression. */
    static String replace(Place place, List<String> names, String code) {
        Set<Tree> apart = apart(place);
        List<Tree> found = place.innermost(
                tree -> tree instanceof ExpressionTree && !apart.contains(tree) && place.mentions(tree, names));
        Tree replaced =
                place.only(found, "expression", names, tree -> tree instanceof MethodInvocationTree, tree -> tree);
        boolean statement = !place.innermost(
                        tree -> tree instanceof ExpressionStatementTree whole && whole.getExpression() == replaced)
                .isEmpty();
        return place.source()
                .with(
                        replaced,
                        statement
                                ? Code.fill(place, code, replaced, names)
                                : Code.expression(place, code, replaced, names));
    }

    /** Not expressions of their own: the name before the parentheses of a call, and the labels of a case. */
    private static Set<Tree> apart(Place place) {
        Set<Tree> apart = new HashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
                apart.add(call.getMethodSelect());
                return super.visitMethodInvocation(call, null);
            }

            @Override
            public Void visitNewClass(NewClassTree made, Void unused) {
                apart.add(made.getIdentifier());
                return super.visitNewClass(made, null);
            }

            @Override
            public Void visitCase(CaseTree one, Void unused) {
                apart.addAll(one.getExpressions());
                return super.visitCase(one, null);
            }
        }.scan(place.body(), null);
        return apart;
    }

    /** Another sign stands between two operands; the first name is the sign that is there. */
    static String sign(Place place, List<String> names, String sign) {
        Tree tree = place.only(
                place.innermost(part -> left(part) != null
                        && Names.sign(place.source(), left(part), right(part)).equals(names.get(0))
                        && place.mentions(part, names)),
                "sign",
                names,
                part -> left(part) != null,
                part -> part);
        ParsedSource source = place.source();
        int start = source.end(left(tree));
        int end = source.start(right(tree));
        return source.with(start, end, source.text().substring(start, end).replace(names.get(0), sign));
    }

    private static Tree left(Tree tree) {
        return tree instanceof BinaryTree binary ? binary.getLeftOperand() : null;
    }

    private static Tree right(Tree tree) {
        return ((BinaryTree) tree).getRightOperand();
    }

    /** What is behind the arrow of the case with the label. */
    static String label(Place place, List<String> names, String code) {
        CaseTree one = (CaseTree) place.only(
                place.innermost(tree -> tree instanceof CaseTree candidate
                        && candidate.getBody() != null
                        && candidate.getExpressions().stream()
                                .map(place.source()::textOf)
                                .toList()
                                .containsAll(names)),
                "case",
                names,
                tree -> tree instanceof CaseTree,
                tree -> tree);
        Tree body = one.getBody();
        String filled = Code.fill(place, code, body, List.of());
        return place.source().with(body, body instanceof StatementTree ? "{ " + filled + "; }" : filled);
    }

    /** A catch catches something else. */
    static String caught(Place place, List<String> names, String type) {
        CatchTree one = (CatchTree) one(place, "catch", names, CatchTree.class);
        return place.source().with(one.getParameter().getType(), type);
    }

    private static Tree one(Place place, String kind, List<String> names, Class<? extends Tree> type) {
        return place.only(
                place.innermost(tree -> type.isInstance(tree) && place.mentions(tree, names)),
                kind,
                names,
                type::isInstance,
                tree -> tree);
    }
}
