package main

import (
	"fmt"
	"reflect"
	"sort"
	"strconv"
	"strings"
)

// typed writes a value so that its Go type, its bytes and its nils can be read off.
func typed(value any) string {
	v := reflect.ValueOf(value)
	switch v.Kind() {
	case reflect.Invalid:
		return "nil"
	case reflect.String:
		return strconv.QuoteToASCII(v.String())
	case reflect.Slice:
		return typedSlice(v)
	case reflect.Map:
		return typedMap(v)
	case reflect.Float64:
		return "float64 " + strconv.FormatFloat(v.Float(), 'g', -1, 64)
	}
	return fmt.Sprintf("%T %v", value, value)
}

func typedSlice(v reflect.Value) string {
	if v.IsNil() {
		return v.Type().String() + "(nil)"
	}
	items := make([]string, v.Len())
	for i := range items {
		items[i] = typed(v.Index(i).Interface())
	}
	return v.Type().String() + "[" + strings.Join(items, ", ") + "]"
}

func typedMap(v reflect.Value) string {
	if v.IsNil() {
		return v.Type().String() + "(nil)"
	}
	items := make([]string, 0, v.Len())
	for _, key := range v.MapKeys() {
		items = append(items, strconv.QuoteToASCII(key.String())+": "+typed(v.MapIndex(key).Interface()))
	}
	sort.Strings(items)
	return v.Type().String() + "{" + strings.Join(items, ", ") + "}"
}
