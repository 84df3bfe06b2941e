package io.leaverwatch.formats;

import io.leaverwatch.domain.Verdict;
import java.util.List;

/**
 * A verdict and what was read when it was reached.
 *
 * @param verdict it
 * @param coverage of all access sources, for a departure record; else empty
 */
public record CoveredVerdict(Verdict verdict, List<Coverage.Entry> coverage) {}
