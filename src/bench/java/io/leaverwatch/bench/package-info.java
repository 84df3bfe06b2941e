/** The project's measurements. {@code deploy/leaverwatch bench --help} lists them. */
package io.leaverwatch.bench;
