/** What a run leaves behind for people and other programs: sorted result files, the summary, tables on the console. */
package io.leaverwatch.report;
