package io.github.bitbucketoidc.benchmarks;

import java.util.Locale;
import java.util.Map;

/** Draws shares of a whole as an SVG of bars. */
final class Bars {

    private static final int ROW = 26;
    private static final int LEFT = 210;
    private static final int WIDTH = 480;

    private Bars() {}

    static String draw(String title, Map<String, Integer> counts) {
        int all =
                Math.max(1, counts.values().stream().mapToInt(Integer::intValue).sum());
        int height = ROW * (counts.size() + 2);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<title>%s</title>%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n"
                        + "<text x=\"10\" y=\"20\" font-weight=\"bold\">%s (%,d)</text>%n",
                LEFT + WIDTH + 90,
                height,
                title,
                title,
                all));
        int y = ROW * 2;
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            double share = (double) count.getValue() / all;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"#36c\"/>%n"
                            + "<text x=\"%.1f\" y=\"%d\">%.1f %%</text>%n",
                    LEFT - 10,
                    y,
                    count.getKey(),
                    LEFT,
                    y - 13,
                    Math.max(1, share * WIDTH),
                    LEFT + Math.max(1, share * WIDTH) + 6,
                    y,
                    share * 100));
            y += ROW;
        }
        return svg.append("</svg>\n").toString();
    }
}
