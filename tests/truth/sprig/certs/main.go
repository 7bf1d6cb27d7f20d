// Command certs prints the names of Sprig's functions, and certificates and password hashes, which
// differ each time and so can stand in no table.
package main

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"golang.org/x/crypto/bcrypt"
)

const made = `{{ $ca := genCAWithKey "the-ca" 365 .key }}{{ set . "ca" $ca.Cert }}
{{ set . "longCa" (genCAWithKey (repeat 70 "n") 36500 .key).Cert }}
{{ set . "selfSigned" (genSelfSignedCertWithKey "host.example" (list "10.0.0.1" "::1" "::ffff:1.2.3.4") (list "a.example" "*.b.example") 10 .key).Cert }}
{{ set . "nameless" (genSelfSignedCertWithKey "" nil (list "a.example") 1 .key).Cert }}
{{ set . "signed" (genSignedCertWithKey "svc" nil (list "svc.ns.svc") 30 $ca .ed25519).Cert }}`

func main() {
	result := map[string]any{}
	keys := template.Must(template.New("keys").Funcs(sprig.TxtFuncMap()).Parse(
		`{{ set . "key" (genPrivateKey "ecdsa") }}{{ set . "ed25519" (genPrivateKey "ed25519") }}{{ set . "rsa" (genCA "x" 1).Key }}{{ set . "dsa" (genPrivateKey "dsa") }}` + made))
	if err := keys.Execute(&strings.Builder{}, result); err != nil {
		panic(err)
	}
	var hashes []map[string]string
	for _, password := range []string{"", "pässwörd", "\x00a\xff", strings.Repeat("x", 72)} {
		hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
		if err != nil {
			panic(err)
		}
		hashes = append(hashes, map[string]string{"password": hex.EncodeToString([]byte(password)), "hash": string(hash)})
	}
	result["bcrypt"] = hashes
	result["functions"] = functions()
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(result); err != nil {
		panic(err)
	}
}

// functions lists the names that Helm takes over from Sprig.
func functions() []string {
	var names []string
	for name := range sprig.TxtFuncMap() {
		if name != "env" && name != "expandenv" {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}
