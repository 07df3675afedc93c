// The public face of the module: `Database` keeps facts and rules and answers questions.
// (Sketch of the signatures; the bodies come with the engine.)
