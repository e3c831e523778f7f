package io.github.bitbucketoidc.threats.mutation;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands beside others of its kind, and can be left out: one side of {@code &&} or {@code ||}, labels of a {@code case}. */
final class Operands {

    private Operands() {}

    static String without(Place place, List<String> names) {
        List<Tree> labelled = place.innermost(tree -> tree instanceof CaseTree one
                && one.getExpressions().size() > names.size()
                && labels(place, one).containsAll(names));
        if (labelled.size() == 1) {
            return withoutLabels(place, (CaseTree) labelled.get(0), names);
        }
        Map<Tree, BinaryTree> sides = sides(place);
        List<Tree> found = place.innermost(tree -> sides.containsKey(tree) && place.mentions(tree, names));
        Tree left = place.only(found, "side of && or ||", names, sides::containsKey, side -> side);
        BinaryTree both = sides.get(left);
        Tree stays = both.getLeftOperand() == left ? both.getRightOperand() : both.getLeftOperand();
        return place.source().with(both, "(" + place.source().textOf(stays) + ")");
    }

    private static Map<Tree, BinaryTree> sides(Place place) {
        Map<Tree, BinaryTree> sides = new HashMap<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitBinary(BinaryTree binary, Void unused) {
                if (binary.getKind() == Tree.Kind.CONDITIONAL_AND || binary.getKind() == Tree.Kind.CONDITIONAL_OR) {
                    sides.put(binary.getLeftOperand(), binary);
                    sides.put(binary.getRightOperand(), binary);
                }
                return super.visitBinary(binary, null);
            }
        }.scan(place.body(), null);
        return sides;
    }

    private static List<String> labels(Place place, CaseTree one) {
        return one.getExpressions().stream().map(place.source()::textOf).toList();
    }

    private static String withoutLabels(Place place, CaseTree one, List<String> names) {
        String stay = labels(place, one).stream()
                .filter(label -> !names.contains(label))
                .collect(Collectors.joining(", "));
        int last = one.getExpressions().size() - 1;
        return place.source()
                .with(
                        place.source().start(one.getExpressions().get(0)),
                        place.source().end(one.getExpressions().get(last)),
                        stay);
    }
}
