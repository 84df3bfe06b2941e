/** What a running job tells of itself: the list of its metrics, and how operators keep them. */
package io.leaverwatch.metrics;
