import { assertEquals, assertThrows } from "@std/assert";
import { parse, stringify } from "@std/csv";

Deno.test("parse() names the line of a stray quote, of an open quote and of a short record", () => {
  assertThrows(() => parse('a,b\n1,"2"3\n'), SyntaxError, "line 2");
  assertThrows(() => parse('a""b,c'), SyntaxError, "non-quoted-field");
  assertThrows(() => parse('a,b\n"never closed'), SyntaxError, "quoted-field");
  assertThrows(() => parse('a,b\n"x\ny",2\n3\n', { fieldsPerRecord: 0 }), SyntaxError, "line 4: expected 2 fields");
  assertThrows(() => parse("a,b\n1,2,3\n", { skipFirstRow: true }), Error, "line 2: The record has 3 fields");
});

Deno.test("parse() refuses a separator that is a quote or a line end", () => {
  assertThrows(() => parse("a", { separator: '"' }), Error, "Invalid Delimiter");
});

Deno.test("parse() reads the corner cases as std does", () => {
  assertEquals(parse("a,b,c\n\nd,e,f\n\n"), [["a", "b", "c"], ["d", "e", "f"]]);
  assertEquals(parse("a,b\rc,d\r\n"), [["a", "b\rc", "d"]]);
  assertEquals(parse('A,"Hello\r\nHi",B\r\n'), [["A", "Hello\nHi", "B"]]);
  assertEquals(parse('"field"\r'), [["field"]]);
  assertEquals(parse("field\r\r\nfield\r\r\n"), [["field\r"], ["field\r"]]);
  assertEquals(parse("\ufeffa,b\n"), [["a", "b"]]);
  assertEquals(parse("#1,2\na,b#c\n#x", { comment: "#" }), [["a", "b#c"]]);
  assertEquals(parse(' "a"," b",c', { trimLeadingSpace: true }), [["a", " b", "c"]]);
  assertEquals(parse('""""""""'), [['"""']]);
  assertEquals(parse("x,y,,\n,,,\n"), [["x", "y", "", ""], ["", "", "", ""]]);
  assertEquals(parse("a;b", { separator: ";" }), [["a", "b"]]);
  assertEquals(parse(""), []);
});

Deno.test("parse() gives objects by header or by given columns", () => {
  assertEquals(parse("a,b\n1,2\n", { skipFirstRow: true }), [{ a: "1", b: "2" }]);
  assertEquals(parse("1,2\n", { columns: ["x", "y"] }), [{ x: "1", y: "2" }]);
  assertEquals(parse("a,b\n1,2\n", { skipFirstRow: true, columns: ["x", "y"] }), [{ x: "1", y: "2" }]);
});

Deno.test("stringify() refuses objects without columns and a name for an array", () => {
  assertThrows(() => stringify([{ a: 1 }]), TypeError, "No property accessor");
  assertThrows(() => stringify([["foo"]], { columns: ["a"] }), TypeError, "Property accessor");
});

Deno.test("stringify() quotes what needs quotes and nothing else", () => {
  const rows = [["a,b", 'q"', "x\ny", "x\ry", null, undefined, true, 1n, { v: 1 }, ""]];
  assertEquals(stringify(rows), '"a,b","q""","x\ny",x\ry,,,true,1,"{""v"":1}",\r\n');
  assertEquals(stringify([[], []], { columns: [0] }), "0\r\n\r\n\r\n");
});

Deno.test("stringify() follows columns, titles and paths", () => {
  const data = [{ name: "Deno", runs: ["Rust", "TypeScript"] }];
  const columns = ["name", { prop: ["runs", 0], header: "first" }, ["runs", 1]];
  assertEquals(stringify(data, { columns }), "name,first,1\r\nDeno,Rust,TypeScript\r\n");
  assertEquals(stringify([["abc"]], { headers: false, bom: true }), "\ufeffabc\r\n");
});
