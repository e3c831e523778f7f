package io.github.bitbucketoidc.threats.mutation;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;

/**
 * What a part of a method can be found by: the methods that it calls, and the fields, constants, types, literals and signs in it.
 *
 * <p>Local variables and parameters are none of it: what one calls them inside a method is nobody else's business.
 */
final class Names extends TreeScanner<Void, Void> {

    private final ParsedSource source;
    private final Set<String> locals;
    private final Set<String> found = new HashSet<>();

    private Names(ParsedSource source, Set<String> locals) {
        this.source = source;
        this.locals = locals;
    }

    static Set<String> in(Tree tree, ParsedSource source, Set<String> locals) {
        Names names = new Names(source, locals);
        names.scan(tree, null);
        return names.found;
    }

    /** The name by which a call calls its method. */
    static String called(MethodInvocationTree call) {
        ExpressionTree method = call.getMethodSelect();
        return method instanceof MemberSelectTree member
                ? member.getIdentifier().toString()
                : method.toString();
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
        found.add(called(call));
        return super.visitMethodInvocation(call, null);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void unused) {
        found.add(reference.getName().toString());
        return super.visitMemberReference(reference, null);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree member, Void unused) {
        found.add(member.getIdentifier().toString());
        return super.visitMemberSelect(member, null);
    }

    @Override
    public Void visitIdentifier(IdentifierTree identifier, Void unused) {
        String name = identifier.getName().toString();
        if (!locals.contains(name) && (Character.isUpperCase(name.charAt(0)) || source.hasField(name))) {
            found.add(name);
        }
        return null;
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void unused) {
        found.add(source.textOf(literal));
        return null;
    }

    @Override
    public Void visitBinary(BinaryTree binary, Void unused) {
        found.add(sign(source, binary.getLeftOperand(), binary.getRightOperand()));
        return super.visitBinary(binary, null);
    }

    @Override
    public Void visitAssignment(AssignmentTree assignment, Void unused) {
        found.add(sign(source, assignment.getVariable(), assignment.getExpression()));
        return super.visitAssignment(assignment, null);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree assignment, Void unused) {
        found.add(sign(source, assignment.getVariable(), assignment.getExpression()));
        return super.visitCompoundAssignment(assignment, null);
    }

    /** What stands between two operands, such as {@code >=}. */
    static String sign(ParsedSource source, Tree left, Tree right) {
        return source.text()
                .substring(source.end(left), source.start(right))
                .replaceAll("//.*", "")
                .strip();
    }
}
