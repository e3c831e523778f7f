package io.github.bitbucketoidc.threats.mutation;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code after {@code by:}, in which {@code $$} stands for what it replaces, and {@code $0}, {@code $1} and so on for the parts of
 * that: what a method is called on and its arguments, or the two sides of a sign.
 */
final class Code {

    private static final Pattern PART = Pattern.compile("\\$(\\$|\\d)");
    private static final Pattern IN_QUOTES = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'");
    private static final Pattern VARIABLE = Pattern.compile("(?<![\\w.$:])[a-z]\\w*(?!\\w|\\()");
    private static final Pattern ONE_WORD = Pattern.compile("[\\w.]*");

    private Code() {}

    /** Returns the code with its parts, in parentheses where it could be torn apart otherwise. */
    static String expression(Place place, String code, Tree replaced, List<String> names) {
        String filled = fill(place, code, replaced, names);
        return ONE_WORD.matcher(filled).matches() ? filled : "(" + filled + ")";
    }

    /** Returns the code with its parts. */
    static String fill(Place place, String code, Tree replaced, List<String> names) {
        refuseLocals(place, code);
        List<Tree> parts = parts(replaced, names);
        Matcher matcher = PART.matcher(code);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String which = matcher.group(1);
            Tree part = which.equals("$")
                    ? replaced
                    : Integer.parseInt(which) < parts.size() ? parts.get(Integer.parseInt(which)) : null;
            if (part == null) {
                throw place.failure(
                        "there is no $" + which + " in " + place.source().shown(replaced) + ", which `" + code
                                + "` speaks of",
                        "name the method first whose receiver is $0 and whose arguments are $1, $2, ...");
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(whole(place, part)));
        }
        return matcher.appendTail(filled).toString();
    }

    private static String whole(Place place, Tree part) {
        String text = place.source().textOf(part);
        boolean torn = part instanceof BinaryTree
                || part instanceof ConditionalExpressionTree
                || part instanceof InstanceOfTree
                || part instanceof TypeCastTree
                || part instanceof UnaryTree;
        return torn ? "(" + text + ")" : text;
    }

    private static void refuseLocals(Place place, String code) {
        Matcher variable = VARIABLE.matcher(IN_QUOTES.matcher(code).replaceAll("\"\""));
        while (variable.find()) {
            if (place.isLocal(variable.group())) {
                throw place.failure(
                        "`" + code + "` names the local variable `" + variable.group() + "`, which may be renamed",
                        "write $0, $1, ... for the parts of what is replaced, $$ for all of it, or use another name");
            }
        }
    }

    /** The parts of the first call of the first name; if none has it, the sides of the sign that the tree is. */
    private static List<Tree> parts(Tree tree, List<String> names) {
        List<Tree> parts = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
                return isFirst(Names.called(call))
                        ? take(
                                call.getMethodSelect() instanceof MemberSelectTree member
                                        ? member.getExpression()
                                        : null,
                                call.getArguments())
                        : super.visitMethodInvocation(call, null);
            }

            @Override
            public Void visitNewClass(NewClassTree made, Void unused) {
                return isFirst(made.getIdentifier().toString())
                        ? take(null, made.getArguments())
                        : super.visitNewClass(made, null);
            }

            private boolean isFirst(String name) {
                return parts.isEmpty() && (names.isEmpty() || name.equals(names.get(0)));
            }

            private Void take(Tree receiver, List<? extends ExpressionTree> arguments) {
                parts.add(receiver);
                parts.addAll(arguments);
                return null;
            }
        }.scan(tree, null);
        if (parts.isEmpty() && tree instanceof BinaryTree binary) {
            return List.of(binary.getLeftOperand(), binary.getRightOperand());
        }
        if (parts.isEmpty() && tree instanceof AssignmentTree assignment) {
            return List.of(assignment.getVariable(), assignment.getExpression());
        }
        if (parts.isEmpty() && tree instanceof CompoundAssignmentTree assignment) {
            return List.of(assignment.getVariable(), assignment.getExpression());
        }
        return parts;
    }
}
