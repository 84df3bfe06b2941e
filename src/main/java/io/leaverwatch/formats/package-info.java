/** Lines of bytes to values of the domain, and values of the domain to lines of bytes. */
package io.leaverwatch.formats;
