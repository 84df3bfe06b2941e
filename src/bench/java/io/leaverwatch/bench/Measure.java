package io.leaverwatch.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Two things measured in turn, several times, and how they compare; or one thing alone.
 *
 * @param name what is measured
 * @param unit of the samples
 * @param left what the first samples are of
 * @param leftSamples in order
 * @param right what the second samples are of; null where the first are measured alone
 * @param rightSamples each taken next to the left sample at its place; empty where the left ones are alone
 * @param goal for left divided by right, or for what is measured alone; null where there is none
 */
record Measure(
        String name,
        String unit,
        String left,
        List<Double> leftSamples,
        String right,
        List<Double> rightSamples,
        Goal goal) {

    /** One thing, measured alone. */
    static Measure alone(String name, String unit, String what, List<Double> samples, Goal goal) {
        return new Measure(name, unit, what, samples, null, List.of(), goal);
    }

    boolean isAlone() {
        return right == null;
    }

    /** What the goal is for: the ratio, or the median of what is measured alone. */
    double judged() {
        return isAlone() ? leftMedian() : ratio();
    }

    double leftMedian() {
        return median(leftSamples);
    }

    double rightMedian() {
        return median(rightSamples);
    }

    /** The median of the pairs' ratios, left divided by right. */
    double ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < leftSamples.size(); i++) {
            ratios.add(leftSamples.get(i) / rightSamples.get(i));
        }
        return median(ratios);
    }

    private static double median(List<Double> samples) {
        List<Double> sorted = samples.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
