//! Registries: lists of modules that register one item each.

/// Declares modules, and a list of what each of them registers under the same name, in this order. One more is one line.
///
/// `cargo fmt` does not find modules that a macro declares; `CONTRIBUTING.md` says how they are formatted.
#[doc(hidden)]
#[macro_export]
macro_rules! registry {
    (
        $(#[$doc:meta])*
        $visibility:vis const $list:ident: [$item:ty] = $name:ident of {
            $($module:ident,)+
        }
    ) => {
        $(mod $module;)+

        $(#[$doc])*
        $visibility const $list: &[$item] = &[$($module::$name),+];
    };
}
