/** What the user may set: the policy file and the job's options, checked before anything starts. */
package io.leaverwatch.config;
