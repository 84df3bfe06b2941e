/** The command line: words, help, exit statuses, and what a terminal shows. */
package io.leaverwatch.cli;
