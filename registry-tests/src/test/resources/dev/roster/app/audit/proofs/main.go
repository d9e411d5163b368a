// Checks checkpoints and proofs of an audit log by public libraries that know nothing of Roster,
// and that they accept none of a number of forgeries.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
)

type inclusion struct {
	LeafIndex uint64   `json:"leafIndex"`
	TreeSize  uint64   `json:"treeSize"`
	Hashes    [][]byte `json:"hashes"`
}

type consistency struct {
	From   uint64   `json:"from"`
	To     uint64   `json:"to"`
	Hashes [][]byte `json:"hashes"`
}

type input struct {
	Key         string        `json:"key"`
	Checkpoints []string      `json:"checkpoints"`
	Leaves      [][]byte      `json:"leaves"`
	Inclusion   []inclusion   `json:"inclusion"`
	Consistency []consistency `json:"consistency"`
	Seed        int64         `json:"seed"`
	Forgeries   int           `json:"forgeries"`
}

func fail(format string, what ...any) {
	fmt.Printf(format+"\n", what...)
	os.Exit(1)
}

var in input

// The roots of all sizes, computed by the library from the leaves.
var roots [][]byte
var leafHashes [][]byte

func compute() {
	factory := compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}
	all := factory.NewEmptyRange(0)
	roots = append(roots, rfc6962.DefaultHasher.EmptyRoot())
	for _, leaf := range in.Leaves {
		hash := rfc6962.DefaultHasher.HashLeaf(leaf)
		leafHashes = append(leafHashes, hash)
		if err := all.Append(hash, nil); err != nil {
			fail("append: %v", err)
		}
		root, err := all.GetRootHash(nil)
		if err != nil {
			fail("root: %v", err)
		}
		roots = append(roots, root)
	}
}

// Whether a note is signed, and its root is the one of that many leaves.
func accepts(text string) bool {
	verifier, err := note.NewVerifier(in.Key)
	if err != nil {
		fail("key: %v", err)
	}
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	if err != nil {
		return false
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.Atoi(lines[1])
	return err == nil && len(lines) == 4 && lines[0] == verifier.Name() && size < len(roots) &&
		lines[2] == base64.StdEncoding.EncodeToString(roots[size])
}

func included(p inclusion, leaf, root []byte) bool {
	return proof.VerifyInclusion(rfc6962.DefaultHasher, p.LeafIndex, p.TreeSize, leaf, p.Hashes, root) == nil
}

func consistent(p consistency, from, to []byte) bool {
	return proof.VerifyConsistency(rfc6962.DefaultHasher, p.From, p.To, p.Hashes, from, to) == nil
}

// Other hashes than those given: one is changed, left out, added or doubled.
func otherHashes(hashes [][]byte, random *rand.Rand) [][]byte {
	other := slices.Clone(hashes)
	if len(other) == 0 {
		return append(other, rfc6962.DefaultHasher.EmptyRoot())
	}
	at := random.Intn(len(other))
	switch random.Intn(4) {
	case 0:
		other[at] = slices.Clone(other[at])
		other[at][random.Intn(32)] ^= 1 << random.Intn(8)
	case 1:
		other = slices.Delete(other, at, at+1)
	case 2:
		other = slices.Insert(other, at, leafHashes[random.Intn(len(leafHashes))])
	case 3:
		other = slices.Insert(other, at, other[at])
	}
	return other
}

// Whether a forgery of one of the proofs or notes is accepted.
func forgeryAccepted(random *rand.Rand) bool {
	switch random.Intn(5) {
	case 0:
		text := []byte(in.Checkpoints[random.Intn(len(in.Checkpoints))])
		text[random.Intn(len(text))] ^= 1 << random.Intn(8)
		return accepts(string(text)) && !slices.Contains(in.Checkpoints, string(text))
	case 1:
		p := in.Inclusion[random.Intn(len(in.Inclusion))]
		leaf, root := leafHashes[p.LeafIndex], roots[p.TreeSize]
		p.Hashes = otherHashes(p.Hashes, random)
		return included(p, leaf, root)
	case 2: // of another leaf
		p := in.Inclusion[random.Intn(len(in.Inclusion))]
		leaf := leafHashes[random.Intn(len(leafHashes))]
		return included(p, leaf, roots[p.TreeSize]) && !bytes.Equal(leaf, leafHashes[p.LeafIndex])
	case 3:
		p := in.Consistency[random.Intn(len(in.Consistency))]
		from, to := roots[p.From], roots[p.To]
		p.Hashes = otherHashes(p.Hashes, random)
		return consistent(p, from, to)
	default: // of another root
		p := in.Consistency[random.Intn(len(in.Consistency))]
		from := roots[random.Intn(len(roots))]
		return consistent(p, from, roots[p.To]) && !bytes.Equal(from, roots[p.From])
	}
}

func main() {
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		fail("input: %v", err)
	}
	compute()
	for _, text := range in.Checkpoints {
		if !accepts(text) {
			fail("not accepted: %s", text)
		}
	}
	for _, p := range in.Inclusion {
		if !included(p, leafHashes[p.LeafIndex], roots[p.TreeSize]) {
			fail("leaf %d is not proven to be in the tree of %d", p.LeafIndex, p.TreeSize)
		}
	}
	for _, p := range in.Consistency {
		if !consistent(p, roots[p.From], roots[p.To]) {
			fail("the tree of %d is not proven to begin that of %d", p.From, p.To)
		}
	}
	random := rand.New(rand.NewSource(in.Seed))
	accepted := 0
	for n := 0; n < in.Forgeries; n++ {
		if forgeryAccepted(random) {
			accepted++
		}
	}
	fmt.Printf("%d checkpoints, %d inclusion proofs, %d consistency proofs hold; %d of %d forgeries do\n",
		len(in.Checkpoints), len(in.Inclusion), len(in.Consistency), accepted, in.Forgeries)
}
