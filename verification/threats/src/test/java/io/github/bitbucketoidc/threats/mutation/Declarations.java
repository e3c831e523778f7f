package io.github.bitbucketoidc.threats.mutation;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.List;

/** Methods and fields as a whole. */
final class Declarations {

    private Declarations() {}

    /** The method does nothing but return this. */
    static String returns(Place place, String code) {
        if (!(place.declaration() instanceof MethodTree)) {
            throw place.failure("only a method returns something", "address it with `method:`");
        }
        return place.source().with(place.body(), "{ return " + Code.fill(place, code, place.body(), List.of()) + "; }");
    }

    /** The field begins with another value. */
    static String value(Place place, String code) {
        Tree initial = place.declaration() instanceof VariableTree field ? field.getInitializer() : null;
        if (initial == null) {
            throw place.failure("there is no initial value", "address a field that has one with `field:`");
        }
        return place.source().with(initial, code);
    }

    /** The member has one more modifier, and none that contradicts it. */
    static String modifier(Place place, String modifier) {
        ModifiersTree modifiers = place.declaration() instanceof MethodTree method
                ? method.getModifiers()
                : ((VariableTree) place.declaration()).getModifiers();
        ParsedSource source = place.source();
        int start = source.start(place.declaration());
        if (modifiers.getFlags().isEmpty() && modifiers.getAnnotations().isEmpty()) {
            return source.with(start, start, modifier + " ");
        }
        String contrary = modifier.equals("static") ? "\\bfinal\\b" : "\\b(private|protected)\\b";
        return source.with(modifiers, modifier + " " + source.textOf(modifiers).replaceAll(contrary, ""));
    }
}
