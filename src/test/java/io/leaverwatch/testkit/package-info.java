/** What tests start and wait for: a Kafka broker, a Flink cluster of separate processes, a condition. */
package io.leaverwatch.testkit;
