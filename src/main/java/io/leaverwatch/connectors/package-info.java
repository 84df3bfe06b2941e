/** The outside world: files, compressed or not, standard input and topics as Flink sources. */
package io.leaverwatch.connectors;
