/** Whole runs: sources, pipeline and sinks put together on an embedded Flink. */
package io.leaverwatch.jobs;
