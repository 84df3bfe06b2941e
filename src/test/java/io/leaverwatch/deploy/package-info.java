/** The files in deploy/, compared with the schemas of those who read them and with what the project builds. */
package io.leaverwatch.deploy;
