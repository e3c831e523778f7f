package io.github.bitbucketoidc.threats.mutation;

import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import java.util.List;
import java.util.function.Function;

/**
 * What a method decides by: the conditions of {@code if}, {@code ?} and loops, and what a {@code switch} looks at.
 *
 * <p>A condition is found by what it names; if none names it all, by what it is about: the innermost whose branches do.
 */
final class Conditions {

    private Conditions() {}

    /** Returns the source with the code for the condition that the names lead to. */
    static String change(Place place, List<String> names, String code) {
        return change(place, names, code, Conditions::condition);
    }

    /** The same where a {@code switch} counts too. */
    static String changeAny(Place place, List<String> names, String code) {
        return change(place, names, code, Conditions::conditionOrSelector);
    }

    private static String change(Place place, List<String> names, String code, Function<Tree, Tree> condition) {
        List<Tree> found = place.innermost(tree -> place.mentions(condition.apply(tree), names));
        if (found.isEmpty()) {
            found = place.innermost(tree -> condition.apply(tree) != null && place.mentions(tree, names));
        }
        Tree changed = condition.apply(
                place.only(found, "condition", names, tree -> condition.apply(tree) != null, condition));
        // An `if` needs its parentheses; others do not mind them.
        return place.source().with(changed, "(" + Code.fill(place, code, changed, names) + ")");
    }

    private static Tree conditionOrSelector(Tree tree) {
        if (tree instanceof SwitchTree decision) {
            return decision.getExpression();
        }
        return tree instanceof SwitchExpressionTree decision ? decision.getExpression() : condition(tree);
    }

    private static Tree condition(Tree tree) {
        if (tree instanceof IfTree decision) {
            return decision.getCondition();
        }
        if (tree instanceof ConditionalExpressionTree decision) {
            return decision.getCondition();
        }
        if (tree instanceof WhileLoopTree loop) {
            return loop.getCondition();
        }
        if (tree instanceof DoWhileLoopTree loop) {
            return loop.getCondition();
        }
        return tree instanceof ForLoopTree loop ? loop.getCondition() : null;
    }
}
