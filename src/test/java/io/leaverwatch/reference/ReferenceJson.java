package io.leaverwatch.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict reader of one JSON text (RFC 8259), kept apart from the parser that the product uses, so that a quirk of that one shows as a difference.
 *
 * <p>Values: a Map (of a name given twice the last counts), List, String, {@link Numeral}, Boolean, or {@link #NULL}. A lone surrogate written as an escape is taken as it is.
 */
final class ReferenceJson {

    static final Object NULL = new Object();

    private static final int MAX_DEPTH = 1_000;

    private final String text;
    private int at;

    private ReferenceJson(String text) {
        this.text = text;
    }

    /** A number as it was written. */
    record Numeral(String literal) {}

    /** The text is not one JSON value with nothing after it, or nests more than 1,000 containers, the outermost counted. */
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message);
        }
    }

    static Object read(String text) throws NotJson {
        ReferenceJson reader = new ReferenceJson(text);
        reader.skipBlanks();
        Object value = reader.value(0);
        reader.skipBlanks();
        if (reader.at < text.length()) {
            throw new NotJson("something follows the value at char " + reader.at);
        }
        return value;
    }

    private Object value(int depth) throws NotJson {
        return switch (peek()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", NULL);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) throws NotJson {
        checkDepth(depth);
        Map<String, Object> fields = new LinkedHashMap<>();
        expect('{');
        skipBlanks();
        if (peek() == '}') {
            at++;
            return fields;
        }
        while (true) {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            skipBlanks();
            fields.put(name, value(depth));
            skipBlanks();
            if (peek() == '}') {
                at++;
                return fields;
            }
            expect(',');
        }
    }

    private List<Object> array(int depth) throws NotJson {
        checkDepth(depth);
        List<Object> items = new ArrayList<>();
        expect('[');
        skipBlanks();
        if (peek() == ']') {
            at++;
            return items;
        }
        while (true) {
            skipBlanks();
            items.add(value(depth));
            skipBlanks();
            if (peek() == ']') {
                at++;
                return items;
            }
            expect(',');
        }
    }

    private String string() throws NotJson {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return out.toString();
            } else if (c < 0x20) {
                throw new NotJson("a control character stands in a string");
            } else if (c == '\\') {
                out.append(escape());
            } else {
                out.append(c);
            }
        }
    }

    private char escape() throws NotJson {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codeUnit();
            default -> throw new NotJson("no such escape: \\" + c);
        };
    }

    private char codeUnit() throws NotJson {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = "0123456789abcdefABCDEF".indexOf(next());
            if (digit < 0) {
                throw new NotJson("a \\u escape needs four hex digits");
            }
            unit = unit * 16 + (digit < 16 ? digit : digit - 6);
        }
        return (char) unit;
    }

    private Object number() throws NotJson {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peekOrEnd() == '.') {
            at++;
            digits();
        }
        if (peekOrEnd() == 'e' || peekOrEnd() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        return new Numeral(text.substring(start, at));
    }

    private void digits() throws NotJson {
        if (peek() < '0' || peek() > '9') {
            throw new NotJson("no JSON value at char " + at);
        }
        while (peekOrEnd() >= '0' && peekOrEnd() <= '9') {
            at++;
        }
    }

    private Object word(String word, Object value) throws NotJson {
        if (!text.startsWith(word, at)) {
            throw new NotJson("no JSON value at char " + at);
        }
        at += word.length();
        return value;
    }

    private void checkDepth(int depth) throws NotJson {
        if (depth > MAX_DEPTH) {
            throw new NotJson("nested over " + MAX_DEPTH);
        }
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char wanted) throws NotJson {
        if (next() != wanted) {
            throw new NotJson("'" + wanted + "' expected at char " + (at - 1));
        }
    }

    private char next() throws NotJson {
        char c = peek();
        at++;
        return c;
    }

    private char peek() throws NotJson {
        if (at >= text.length()) {
            throw new NotJson("the line ends too early");
        }
        return text.charAt(at);
    }

    private char peekOrEnd() {
        return at < text.length() ? text.charAt(at) : ' ';
    }
}
