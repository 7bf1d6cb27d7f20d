module gotmpltruth

go 1.26
