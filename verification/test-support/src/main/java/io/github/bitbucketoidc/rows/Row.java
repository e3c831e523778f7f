package io.github.bitbucketoidc.rows;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which rows of the catalogue a test proves: the attack of the row is tried, and what it meets is the row's own defence,
 * by its stable code where it has one. Refused for another reason counts as failed.
 *
 * <p>The build fails when a row has no test, when a test names a row that there is not, and, with {@code -Pmutants}, when the
 * tests of a row still pass without the row's guard.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Row {

    /**
     * The rows' ids.
     *
     * @return ids such as {@code K14}; {@code F} and a number for the lines of the fault table
     */
    String[] value();
}
