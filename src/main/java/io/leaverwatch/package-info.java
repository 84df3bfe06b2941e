/** The command line's entry point. */
package io.leaverwatch;
